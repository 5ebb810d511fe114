"""Commands for work on the appearance of the archive: fonts, screenshots and audits."""
