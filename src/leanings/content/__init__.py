"""What people read: sentences and words as files, one loader, and the choosing and filling of them."""
