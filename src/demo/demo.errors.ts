import { AppError } from '#sdk';

export function demoPortInUse(port: number): AppError {
  return new AppError(
    'conflict',
    'demo_plant.port_in_use',
    `Port ${port} is in use by another program, and the demo plant needs it: stop that one, or choose another port with PLANTLINE_PI_SIMULATOR_PORT.`,
    { port },
  );
}

/** @param reason what its program said last; paths in it are nobody's business */
export function demoPlantNotStarted(reason: string): AppError {
  return new AppError(
    'conflict',
    'demo_plant.not_started',
    `The demo plant did not start: ${reason.replaceAll(/(?:file:\/\/)?(?:\/[^\s/'"]+){2,}/g, '…')}`,
  );
}

/** The one that runs Plantline, such as a test, gave it no way to start a demo plant. */
export function demoPlantNotAvailable(): AppError {
  return new AppError(
    'conflict',
    'demo_plant.not_available',
    'This Plantline cannot start a demo plant; run "plantline pi-simulator" and add it as a data source.',
  );
}

export function demoSourceElsewhere(id: string): AppError {
  return new AppError(
    'conflict',
    'demo_plant.source_elsewhere',
    'The data source of the demo plant was pointed at another system; delete it first, or keep using it.',
    { id },
  );
}
