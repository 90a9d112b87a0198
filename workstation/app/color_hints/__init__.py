"""What the user says about colours: dots at places, and what regions do, in the mask panel."""
