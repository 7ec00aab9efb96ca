"""Pure methods that hold in any company. Frozen dataclasses or arrays in and out; seeds and dates are passed in."""
