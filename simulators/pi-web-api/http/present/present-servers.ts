import type { Category, EnumerationSet, EnumerationValue, Plant } from '../../plant/index.ts';
import { formatInstant } from '../../time/instant.ts';
import { securityLinks, type View } from './view.ts';

/** The PI Data Archive. */
export function presentDataServer(plant: Plant, view: View) {
  const { dataServer } = plant;
  const webId = view.ids.dataServer();
  const self = `${view.base}/dataservers/${webId}`;
  return {
    WebId: webId,
    Id: dataServer.id,
    Name: dataServer.name,
    Path: `\\\\PIServers[${dataServer.name}]`,
    IsConnected: true,
    ServerVersion: dataServer.serverVersion,
    ServerTime: formatInstant(plant.now()),
    Links: { Self: self, Points: `${self}/points`, EnumerationSets: `${self}/enumerationsets` },
  };
}

/** The AF server. */
export function presentAssetServer(plant: Plant, view: View) {
  const { assetServer } = plant;
  const webId = view.ids.assetServer();
  const self = `${view.base}/assetservers/${webId}`;
  return {
    WebId: webId,
    Id: assetServer.id,
    Name: assetServer.name,
    Description: assetServer.description,
    Path: assetServer.path,
    IsConnected: true,
    ServerVersion: assetServer.serverVersion,
    ServerTime: formatInstant(plant.now()),
    ExtendedProperties: {},
    Links: {
      Self: self,
      Databases: `${self}/assetdatabases`,
      UnitClasses: `${self}/unitclasses`,
      ...securityLinks(self),
    },
  };
}

/** The AF database. */
export function presentDatabase(plant: Plant, view: View) {
  const { database } = plant;
  const webId = view.ids.database(database);
  const self = `${view.base}/assetdatabases/${webId}`;
  return {
    WebId: webId,
    Id: database.id,
    Name: database.name,
    Description: database.description,
    Path: database.path,
    ExtendedProperties: {},
    Links: {
      Self: self,
      Elements: `${self}/elements`,
      ElementTemplates: `${self}/elementtemplates`,
      EventFrames: `${self}/eventframes`,
      AssetServer: `${view.base}/assetservers/${view.ids.assetServer()}`,
      ElementCategories: `${self}/elementcategories`,
      AttributeCategories: `${self}/attributecategories`,
      TableCategories: `${self}/tablecategories`,
      AnalysisCategories: `${self}/analysiscategories`,
      AnalysisTemplates: `${self}/analysistemplates`,
      EnumerationSets: `${self}/enumerationsets`,
      Tables: `${self}/tables`,
      ...securityLinks(self),
    },
  };
}

/** A digital state set or an AF enumeration set. */
export function presentEnumerationSet(plant: Plant, set: EnumerationSet, view: View) {
  const webId = view.ids.enumerationSet(set);
  const self = `${view.base}/enumerationsets/${webId}`;
  const owner =
    set.owner === 'dataServer'
      ? { DataServer: `${view.base}/dataservers/${view.ids.dataServer()}` }
      : { Database: `${view.base}/assetdatabases/${view.ids.database(plant.database)}` };
  return {
    WebId: webId,
    Id: set.id,
    Name: set.name,
    Description: set.description,
    Path: set.path,
    Links: { Self: self, ...owner, Values: `${self}/enumerationvalues`, ...securityLinks(self) },
  };
}

/** One state of a set. */
export function presentEnumerationValue(set: EnumerationSet, value: EnumerationValue, view: View) {
  const webId = view.ids.enumerationValue(set, value);
  return {
    WebId: webId,
    Id: value.id,
    Name: value.name,
    Description: value.description,
    Value: value.value,
    Path: value.path,
    Parent: '',
    Links: {
      Self: `${view.base}/enumerationvalues/${webId}`,
      EnumerationSet: `${view.base}/enumerationsets/${view.ids.enumerationSet(set)}`,
    },
  };
}

/** A category of elements, attributes, tables or analyses. */
export function presentCategory(plant: Plant, category: Category, view: View) {
  const webId = view.ids.category(category);
  const self = `${view.base}/${category.kind}categories/${webId}`;
  return {
    WebId: webId,
    Id: category.id,
    Name: category.name,
    Description: category.description,
    Path: category.path,
    Links: {
      Self: self,
      Database: `${view.base}/assetdatabases/${view.ids.database(plant.database)}`,
      ...securityLinks(self),
    },
  };
}
