"""REPAIR: plan, write elsewhere, prove. What `precheck fix` does."""
