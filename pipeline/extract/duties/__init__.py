def duty_at(duties, position):
    return None
