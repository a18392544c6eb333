import { AppError } from '#sdk';

export function unreachable(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'opcua.unreachable',
    'The OPC UA server cannot be reached. Check its address, and that it runs and is let through the firewall.',
    {},
    cause,
  );
}

export function connectionLost(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'opcua.connection_lost',
    'The connection to the OPC UA server broke. It is taken up again by the next question.',
    {},
    cause,
  );
}

export function timedOut(cause?: unknown): AppError {
  return new AppError(
    'timeout',
    'opcua.timeout',
    'The OPC UA server did not answer in time. Try again, or ask for less.',
    {},
    cause,
  );
}

export function closed(): AppError {
  return new AppError('upstream', 'opcua.closed', 'This OPC UA source was closed. Ask again.');
}

export function noSuchEndpoint(offered: readonly string[]): AppError {
  const offers = offered.length > 0 ? offered.join(', ') : 'none that Plantline speaks';
  return new AppError(
    'upstream',
    'opcua.no_such_endpoint',
    `The OPC UA server does not offer this security. It offers: ${offers}. Choose one of them in this source.`,
    { offered },
  );
}

/** @param thumbprint SHA-1, as OPC UA tools show it */
export function serverNotTrusted(thumbprint: string, reason: string): AppError {
  return new AppError(
    'upstream',
    'opcua.server_not_trusted',
    `${reason} Its thumbprint is ${thumbprint}: compare it with the one that the server itself shows, and enter it in this source if they are the same.`,
    { thumbprint },
  );
}

/** @param thumbprint SHA-1 of our own certificate */
export function clientNotTrusted(thumbprint: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'opcua.client_not_trusted',
    `The OPC UA server does not trust Plantline’s certificate yet. Have its administrator trust the one with the thumbprint ${thumbprint}.`,
    { thumbprint },
    cause,
  );
}

export function badCertificateFile(field: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'opcua.bad_certificate_file',
    'A certificate or key file of this source cannot be read, or the two do not belong together. Check the file and that Plantline may read it.',
    { field },
    cause,
  );
}

export function loginRefused(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'opcua.login_refused',
    'The OPC UA server refused the log-in. Check the user and password, or the certificate, of this source.',
    {},
    cause,
  );
}

export function loginNotOffered(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'opcua.login_not_offered',
    'The OPC UA server does not take this kind of log-in. Choose another one in this source: anonymous, user or certificate.',
    {},
    cause,
  );
}

export function forbidden(name: string, cause?: unknown): AppError {
  return new AppError(
    'forbidden',
    'opcua.forbidden',
    `The OPC UA server does not let this account read ${name}. Ask its administrator for read access.`,
    {},
    cause,
  );
}

export function nothingReadable(): AppError {
  return new AppError(
    'forbidden',
    'opcua.nothing_readable',
    'The OPC UA server shows this account no variable below the root node. Ask for read access, or choose another root node.',
  );
}

export function tooBusy(cause?: unknown): AppError {
  return new AppError(
    'throttled',
    'opcua.too_busy',
    'The OPC UA server has no room for another session or request. Try again later, or have its limits raised.',
    {},
    cause,
  );
}

export function refused(status: string, cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'opcua.refused',
    `The OPC UA server refused the question: ${status}.`,
    { status },
    cause,
  );
}

export function notFound(name: string): AppError {
  return new AppError(
    'not_found',
    'opcua.not_found',
    `The OPC UA server has no variable ${name}. Check the browse path or NodeId; \`find\` looks for tags by words.`,
    { what: name },
  );
}

export function indexNotReady(): AppError {
  return new AppError(
    'upstream',
    'opcua.index_not_ready',
    'The tags of the OPC UA server are still being listed, so a wildcard finds nothing yet. Try again in a minute, or name the tag.',
  );
}

export function tooManyTags(most: number): AppError {
  return new AppError(
    'invalid',
    'opcua.too_many_tags',
    `That is more than ${most.toLocaleString('en')} tags. Ask for fewer of them.`,
  );
}

export function isArray(name: string): AppError {
  return new AppError(
    'invalid',
    'opcua.array',
    `${name} holds a list of values, not one. Ask for a variable with a single value.`,
  );
}

export function isStructure(name: string): AppError {
  return new AppError(
    'invalid',
    'opcua.structure',
    `${name} holds a structure, not a value. Ask for a variable within it.`,
  );
}

export function notNumeric(name: string): AppError {
  return new AppError(
    'invalid',
    'opcua.not_numeric',
    `${name} holds no numbers, so there are no statistics of it. Ask for its history.`,
  );
}

export function noHistory(name: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'opcua.no_history',
    `The OPC UA server keeps no history of ${name}. Ask for its present value, or ask a historian.`,
    {},
    cause,
  );
}

export function tooManyValues(name: string, most: number): AppError {
  return new AppError(
    'invalid',
    'opcua.too_many_values',
    `${name} has more than ${most.toLocaleString('en')} values in that range, so its statistics would be of a part only. Ask for a shorter range.`,
  );
}

export function rangeBackwards(): AppError {
  return new AppError(
    'invalid',
    'opcua.range_backwards',
    'The range ends before it begins. Give a later end.',
  );
}
