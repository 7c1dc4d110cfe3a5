"""The programs that install Python libraries; every one is a module, found by folder."""
