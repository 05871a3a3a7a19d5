"""The subcommands of the minzheng command, one file each, loaded when called."""
