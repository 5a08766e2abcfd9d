/** What a page of ours may do: nothing but show itself in our style, and send its forms to us. */
export const securePage: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
