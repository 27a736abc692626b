"""The embedded service: voices compared on this machine, over the same HTTP as any other service.

It needs the extra `voice`, and the model that `precheck voice install` brings.
"""
