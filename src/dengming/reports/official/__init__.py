"""Official papers 公文 in Word, laid out by GB/T 9704-2012, from templates that the committee can replace."""
