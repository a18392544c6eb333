/** An error as the Graph API answers it. */
export interface GraphError {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly details?: string;
}

/** HTTP status and words of each code, from Meta's list of error codes for the Cloud API. */
const KNOWN: Readonly<Record<number, readonly [status: number, message: string]>> = {
  1: [500, 'API unknown'],
  2: [503, 'API service'],
  4: [429, 'API too many calls'],
  10: [403, 'Permission denied'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Access token has expired'],
  131000: [500, 'Something went wrong'],
  131016: [503, 'Service unavailable'],
  131026: [400, 'Message undeliverable'],
  131030: [400, 'Recipient phone number not in allowed list'],
  131031: [403, 'Account has been locked'],
  131047: [400, 'Re-engagement message'],
  131048: [400, 'Spam rate limit hit'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131056: [400, 'Pair rate limit hit'],
  130429: [429, 'Rate limit hit'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [404, 'Template name does not exist in the translation'],
  133010: [400, 'Phone number not registered'],
};

export function graphError(code: number, details?: string): GraphError {
  const [status, message] = KNOWN[code] ?? [400, 'Error'];
  return {
    status,
    code,
    message: `(#${code}) ${message}`,
    ...(details !== undefined && { details }),
  };
}

export function toErrorBody({ code, message, details }: GraphError): object {
  return {
    error: {
      message,
      type: 'OAuthException',
      code,
      ...(details !== undefined && {
        error_data: { messaging_product: 'whatsapp', details },
      }),
      fbtrace_id: `A${code}simulated`,
    },
  };
}
