"""The rules of DDEX's release profiles: each is asked of the profiles that have it.

Which they are stands in two tables, `rulings_21` for ERN 4 and `rulings_14` for ERN 3.8. They hold
every rule of DDEX's own validator with its numbers; `docs/profiles.md` is made from them.
"""
