"""What a page may load: the Content-Security-Policy of the site."""

CSP_PLACE = "kazmig-inline-scripts"
POLICY = (
    "default-src 'none'; "
    f"script-src 'self' {CSP_PLACE}; "
    # The theme, Vega's tooltip and inline SVG set styles in attributes, which no hash can allow.
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
)
