"""What can be done about dues. Permission is asked at the member's branch, or at the organisation that acts; the
journal names whom and which months, never a sum."""
