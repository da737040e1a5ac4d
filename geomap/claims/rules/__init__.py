"""Rules of extraction as data: triggers, speakers, casualties, furniture, each with a version."""
