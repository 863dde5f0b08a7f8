"""Headquarters' bulletins: drafted, compared with what holds, signed, handed out, and who has them."""
