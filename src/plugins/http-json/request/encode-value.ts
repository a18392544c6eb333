/** A value of a URL in which nothing but unreserved characters is left as it is (RFC 3986, 2.3). */
export function encodeValue(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The name of a query parameter; a dollar sign stays readable, as OData writes it. */
export function encodeName(text: string): string {
  return encodeValue(text).replaceAll('%24', '$');
}
