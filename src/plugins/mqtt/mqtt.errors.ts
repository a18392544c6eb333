import { AppError } from '#sdk';

export function unreachable(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'mqtt.unreachable',
    'The MQTT broker cannot be reached. Check its address, and that it runs and is let through the firewall.',
    {},
    cause,
  );
}

export function notMqtt(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'mqtt.bad_answer',
    'What answers at this address does not speak MQTT as expected. Check the port, and whether it wants TLS or WebSocket.',
    {},
    cause,
  );
}

export function tlsFailed(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'mqtt.tls',
    'The broker’s certificate is not trusted, or it does not speak TLS. Give the CA file of its authority, and check the host name and port.',
    {},
    cause,
  );
}

export function badCertificateFile(field: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'mqtt.bad_certificate_file',
    'A certificate or key file of this source cannot be read. Check the file and that Plantline may read it.',
    { field },
    cause,
  );
}

export function loginRefused(cause?: unknown): AppError {
  return new AppError(
    'unauthenticated',
    'mqtt.login_refused',
    'The MQTT broker refused the log-in. Check the user and password, or the client certificate, of this source.',
    {},
    cause,
  );
}

export function clientIdRefused(cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'mqtt.client_id_refused',
    'The MQTT broker refused the client id. Choose another one in this source.',
    {},
    cause,
  );
}

export function subscriptionRefused(filters: readonly string[]): AppError {
  return new AppError(
    'forbidden',
    'mqtt.subscription_refused',
    `The MQTT broker does not let this account subscribe to ${filters.join(', ')}. Ask its administrator for read access.`,
    { filters },
  );
}

export function connectionLost(cause?: unknown): AppError {
  return new AppError(
    'upstream',
    'mqtt.connection_lost',
    'The connection to the MQTT broker broke; it is being taken up again. Values may have changed meanwhile.',
    {},
    cause,
  );
}

export function timedOut(cause?: unknown): AppError {
  return new AppError(
    'timeout',
    'mqtt.timeout',
    'The MQTT broker did not answer in time. Try again.',
    {},
    cause,
  );
}

export function closed(): AppError {
  return new AppError('upstream', 'mqtt.closed', 'This MQTT source was closed. Ask again.');
}

export function notFound(name: string): AppError {
  return new AppError(
    'not_found',
    'mqtt.not_found',
    `No message about ${name} has come yet. Check its name; \`find\` looks for tags by words. A tag is known once its first message, or its birth in Sparkplug, has come.`,
    { what: name },
  );
}

export function tooManyTags(most: number): AppError {
  return new AppError(
    'invalid',
    'mqtt.too_many_tags',
    `That is more than ${most.toLocaleString('en')} tags. Ask for fewer of them.`,
  );
}

export function nothingKept(name: string): AppError {
  return new AppError(
    'invalid',
    'mqtt.no_history',
    `MQTT has no history, and this source keeps no values of ${name}. Ask for the present value, ask a historian, or have the source keep values for some minutes.`,
  );
}

export function notNumeric(name: string): AppError {
  return new AppError(
    'invalid',
    'mqtt.not_numeric',
    `${name} holds no numbers, so there are no statistics of it. Ask for its history.`,
  );
}

/** @param since from when on values are kept, ISO 8601 */
export function notKeptSince(name: string, since: string): AppError {
  return new AppError(
    'invalid',
    'mqtt.not_kept',
    `Values of ${name} are kept since ${since} only, so statistics of the whole range would be wrong. Ask for a later start.`,
    { since },
  );
}

export function rangeBackwards(): AppError {
  return new AppError(
    'invalid',
    'mqtt.range_backwards',
    'The range ends before it begins. Give a later end.',
  );
}

export function badPath(path: string, field: string, cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'mqtt.bad_path',
    `"${path.slice(0, 80)}" is not a JSONPath. Write it like $.value or $.sensors[0].value.`,
    { field },
    cause,
  );
}
