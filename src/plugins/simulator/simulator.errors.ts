import { AppError } from '#sdk';

export function tooLong(textMax: number): AppError {
  return new AppError(
    'invalid',
    'simulator.too_long',
    `The text is longer than the ${textMax} characters that the simulator takes, so send it in parts.`,
  );
}

export function cutOff(): AppError {
  return new AppError(
    'timeout',
    'simulator.cut_off',
    'Sending ended before the simulator took the message, so try again.',
  );
}

export function closed(): AppError {
  return new AppError(
    'upstream',
    'simulator.closed',
    'The simulator is closed; it opens again when Plantline starts.',
  );
}
