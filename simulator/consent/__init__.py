"""Website authorisation: the page on which a seller consents to an app."""
