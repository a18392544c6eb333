export type * from './model.ts';
export { PlantError } from './model.ts';
export { createPlant } from './create-plant.ts';
export type { PlantOptions } from './create-plant.ts';
