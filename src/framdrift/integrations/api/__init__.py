"""What programs may read: assignments, candidacies, balls and plans, each as far as the owner of the key may see.

reading   the addresses and what they answer
shapes    the answers, field by field: the contract that /api/v1/openapi.json tells
"""
