import type { SchemaExceptions } from './strict-schema.ts';

const LINKS = { type: 'object', additionalProperties: false };
const OLD_LINKS = 'The server does not offer what the link leads to; a client must do without it.';

/** Every known departure of the demo server from the vendor's specification, each with its reason. */
export const SCHEMA_EXCEPTIONS: SchemaExceptions = {
  extra: {
    'TimedValues.Links': {
      schema: LINKS,
      reason: 'Recorded replies of real servers have an empty Links that the specification lacks.',
    },
    'ExtendedTimedValues.Links': { schema: LINKS, reason: 'As TimedValues.' },
  },
  optional: {
    '*.WebException': 'Only there when the transfer of a reply broke.',
    '*.Errors': 'Only there when a value could not be read.',
    'ExtendedTimedValue.Annotations': 'Only with associations=Annotations.',
    'Element.Paths': 'Only with associations=Paths.',
    'Attribute.Paths': 'Only with associations=Paths.',
    'Attribute.DataReference': 'Only with associations=DataReference.',
    'Item[Point].Exception': 'Only when the item was not found; then Object is missing.',
    'Item[Point].Object': 'See Exception.',
    'Item[Element].Exception': 'As Item[Point].',
    'Item[Element].Object': 'As Item[Point].',
    'Item[Attribute].Exception': 'As Item[Point].',
    'Item[Attribute].Object': 'As Item[Point].',
    'Item[EventFrame].Exception': 'As Item[Point].',
    'Item[EventFrame].Object': 'As Item[Point].',
    'Substatus.Message': 'Only when the value was refused.',
    'StreamUpdatesRegister.Exception': 'Only when the stream could not be registered.',
    'StreamUpdatesRetrieve.Exception': 'Only when the marker is not known.',
    'EnumerationSet.SerializeDescription':
      'A serialiser flag of the vendor that never leaves the server.',
    'EnumerationValue.SerializeDescription': 'As EnumerationSet.SerializeDescription.',
    'EnumerationValue.SerializeId': 'As EnumerationSet.SerializeDescription.',
    'EnumerationValue.SerializeLinks': 'As EnumerationSet.SerializeDescription.',
    'EnumerationValue.SerializePath': 'As EnumerationSet.SerializeDescription.',
    'EnumerationValue.SerializeWebId': 'As EnumerationSet.SerializeDescription.',
    'AssetServerLinks.AnalysisRulePlugIns': OLD_LINKS,
    'AssetServerLinks.NotificationContactTemplates': OLD_LINKS,
    'AssetServerLinks.NotificationPlugIns': OLD_LINKS,
    'AssetServerLinks.SecurityIdentities': OLD_LINKS,
    'AssetServerLinks.SecurityMappings': OLD_LINKS,
    'AssetServerLinks.TimeRulePlugIns': OLD_LINKS,
    'SecurityEntryLinks.SecurityIdentity': OLD_LINKS,
  },
};

/** Routes of the server whose replies the specification says nothing about, and why. */
export const SILENT_ROUTES: Readonly<Record<string, string>> = {
  'GET /system/configuration': 'The specification gives no schema: a dictionary of settings.',
  'GET /system/configuration/{key}': 'The specification gives no schema.',
  'GET /system/versions': 'The specification gives no schema; checked by name against Version.',
  'POST /batch': 'The specification gives 207 no schema; checked by name against Response.',
};

/** Replies whose shape is not the one the specification names, with the one used instead. */
export const OTHER_SHAPES: Readonly<
  Record<string, { readonly definition: string; readonly reason: string }>
> = {
  'GET /points/search': {
    definition: 'Items[Point]',
    reason: 'Newer than the specification (2019); the online reference gives a list of points.',
  },
  'GET /unitclasses/{webId}/units': {
    definition: 'Items[Unit]',
    reason: 'The specification says one Unit for what is described and named as a list.',
  },
  'GET /elementtemplates/{webId}/securityentries/{name}': {
    definition: 'SecurityEntry',
    reason: 'The specification says a list here, and one entry for every other kind of object.',
  },
  'GET /dataservers': {
    definition: 'Items[DataServer]',
    reason: 'With path or name it is one DataServer, which the specification lists apart.',
  },
};
