"""The two disability subsidies (残疾人两项补贴): living and nursing, and what they exclude."""
