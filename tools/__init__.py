"""Commands for those who work on the archive's looks: pictures and audits of the site."""
