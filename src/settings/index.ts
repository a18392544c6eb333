export {
  SETTING_DEFINITIONS,
  type SettingName,
  type SettingValue,
  type SettingValues,
} from './setting-definitions.ts';
export { DEFAULT_SHIFTS, readShifts } from './site-shifts.ts';
export { type SettingRoutesDeps, settingRoutes } from './settings.routes.ts';
export { deleteSetting, listSettings, readSettings, writeSetting } from './settings.repository.ts';
export { type Settings, createSettings } from './settings.ts';
