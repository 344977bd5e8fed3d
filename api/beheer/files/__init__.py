"""Files of guidance at the desk of a centre: open a cheque, register talks, and close what is complete."""
