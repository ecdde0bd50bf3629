"""The pages: they show what actions return, in German and English, and compute nothing themselves."""
