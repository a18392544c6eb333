export {
  type DataSourceChange,
  type NewDataSource,
  type StoredDataSource,
  deleteDataSource,
  findDataSource,
  insertDataSource,
  listDataSources,
  recordDataSourceState,
  updateDataSource,
} from './data-sources.repository.ts';
export {
  type NewQueryPreset,
  type QueryPreset,
  deleteQueryPreset,
  findQueryPreset,
  insertQueryPreset,
  listQueryPresets,
  updateQueryPreset,
} from './query-presets.repository.ts';
export { cannot } from './data-sources.errors.ts';
export {
  type ConfiguredSource,
  type LastGood,
  type Source,
  type Sources,
  createSources,
} from './sources.ts';
export { loadConfiguredSources, secretFieldsOf } from './load-configured-sources.ts';
