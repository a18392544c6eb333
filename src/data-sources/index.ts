export {
  type DataSourceToStore,
  type DataSourceUpdate,
  type StoredDataSource,
  deleteDataSource,
  findDataSource,
  insertDataSource,
  listDataSources,
  recordDataSourceState,
  updateDataSource,
} from './data-sources.repository.ts';
export {
  type QueryPresetToStore,
  type StoredQueryPreset,
  deleteQueryPreset,
  findQueryPreset,
  insertQueryPreset,
  listQueryPresets,
  recordQueryPresetUse,
  updateQueryPreset,
} from './query-presets.repository.ts';
export { cannot } from './data-sources.errors.ts';
export { secretFieldsOf } from '../lib/plugin-config/index.ts';
export { protectConfigWith } from './protect-config.ts';
export { type DataSourcesApiDeps, dataSourcesApi } from './data-sources-api.ts';
export { loadConfiguredSources, toConfiguredSource } from './load-configured-sources.ts';
export { connectionStatusOf } from './present-source.ts';
export type { SourceCall } from './source-call.ts';
export {
  type ConfiguredSource,
  type Sources,
  type SourcesTools,
  createSources,
} from './sources.ts';
export type { LastGood, Source } from './watch-source.ts';
