"""The hard rules, each by its number, asked of the whole house. Where a rule is held more closely elsewhere, the test
says where; what stands here is the part that no single folder can promise."""
