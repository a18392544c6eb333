import { AppError } from '#sdk';

export function pictureTookTooLong(limitMs: number, cause?: unknown): AppError {
  return new AppError(
    'timeout',
    'charts.too_slow',
    `The picture was not drawn within ${limitMs / 1000} s; ask for fewer tags or a shorter time.`,
    { limitMs },
    cause,
  );
}

export function pictureGivenUp(cause?: unknown): AppError {
  return new AppError(
    'timeout',
    'charts.given_up',
    'The picture was given up before it was drawn; ask again.',
    {},
    cause,
  );
}

/** @param cause what the thread that drew it died of */
export function pictureNotDrawn(cause: unknown): AppError {
  return new AppError(
    'internal',
    'charts.not_drawn',
    'The picture could not be drawn; the numbers are in the text. Tell your administrator.',
    {},
    cause,
  );
}
