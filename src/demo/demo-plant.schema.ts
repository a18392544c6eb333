import { z } from 'zod';

/** The demo plant runs and is connected. */
export const DemoPlantAdded = z.object({ dataSourceId: z.string() }).meta({ id: 'DemoPlantAdded' });
export type DemoPlantAdded = z.output<typeof DemoPlantAdded>;
