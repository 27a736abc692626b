"""These are other people's distributions and modules: their tests run where they are installed."""

collect_ignore = ["broken_house", "label_house", "modules"]
