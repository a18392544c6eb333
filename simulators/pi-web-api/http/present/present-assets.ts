import type { AfAttribute, AfElement, EventFrame, Plant } from '../../plant/index.ts';
import { formatInstant } from '../../time/instant.ts';
import { securityLinks, streamLinks, type View } from './view.ts';

/** An element; with the association `Paths` also every path it can be reached by. */
export function presentElement(plant: Plant, element: AfElement, view: View) {
  const webId = view.ids.element(element);
  const self = `${view.base}/elements/${webId}`;
  const parent =
    element.parentId === undefined ? undefined : plant.elements.findById(element.parentId);
  return {
    WebId: webId,
    Id: element.id,
    Name: element.name,
    Description: element.description,
    Path: element.path,
    ...(view.associations.has('paths') ? { Paths: [element.path] } : {}),
    TemplateName: element.templateName,
    HasChildren: element.hasChildren,
    CategoryNames: element.categoryNames,
    ExtendedProperties: {},
    Links: {
      Self: self,
      Analyses: `${self}/analyses`,
      Attributes: `${self}/attributes`,
      Elements: `${self}/elements`,
      Database: databaseLink(plant, view),
      ...(parent ? { Parent: `${view.base}/elements/${view.ids.element(parent)}` } : {}),
      ...templateLink(plant, element.templateName, view),
      Categories: `${self}/categories`,
      EventFrames: `${self}/eventframes`,
      NotificationRules: `${self}/notificationrules`,
      ...streamLinks(view.base, 'streamsets', webId),
      ...securityLinks(self),
    },
  };
}

/** An attribute of an element or an event frame; associations `Paths` and `DataReference` add theirs. */
export function presentAttribute(plant: Plant, attribute: AfAttribute, view: View) {
  const webId = view.ids.attribute(attribute);
  return {
    WebId: webId,
    Id: attribute.id,
    Name: attribute.name,
    Description: attribute.description,
    Path: attribute.path,
    ...(view.associations.has('paths') ? { Paths: [attribute.path] } : {}),
    Type: attribute.type,
    TypeQualifier: attribute.typeQualifier,
    DefaultUnitsName: attribute.defaultUnitsName,
    DefaultUnitsNameAbbreviation: attribute.defaultUnitsNameAbbreviation,
    DisplayDigits: attribute.displayDigits,
    DataReferencePlugIn: attribute.dataReferencePlugIn,
    ConfigString: attribute.configString,
    IsConfigurationItem: attribute.isConfigurationItem,
    IsExcluded: attribute.isExcluded,
    IsHidden: attribute.isHidden,
    IsManualDataEntry: attribute.isManualDataEntry,
    HasChildren: attribute.hasChildren,
    CategoryNames: attribute.categoryNames,
    Step: attribute.step,
    TraitName: attribute.traitName,
    Span: attribute.span,
    Zero: attribute.zero,
    Links: attributeLinks(plant, attribute, webId, view),
  };
}

function attributeLinks(plant: Plant, attribute: AfAttribute, webId: string, view: View) {
  const self = `${view.base}/attributes/${webId}`;
  const parent =
    attribute.parentId === undefined ? undefined : plant.attributes.findById(attribute.parentId);
  const point =
    attribute.pointId === undefined ? undefined : plant.points.findById(attribute.pointId);
  const set = plant.enumerationSets.find((each) => each.name === attribute.typeQualifier);
  const setLink = set ? `${view.base}/enumerationsets/${view.ids.enumerationSet(set)}` : '';
  return {
    Self: self,
    Attributes: `${self}/attributes`,
    ...ownerLink(plant, attribute, view),
    ...(parent ? { Parent: `${view.base}/attributes/${view.ids.attribute(parent)}` } : {}),
    ...streamLinks(view.base, 'streams', webId),
    ...(point ? { Point: `${view.base}/points/${view.ids.point(point)}` } : {}),
    Categories: `${self}/categories`,
    ...(set ? { EnumerationSet: setLink, EnumerationValues: `${setLink}/enumerationvalues` } : {}),
  };
}

function ownerLink(plant: Plant, attribute: AfAttribute, view: View) {
  if (attribute.ownerKind === 'eventFrame') {
    const frame = plant.eventFrames.findById(attribute.ownerId);
    return frame ? { EventFrame: `${view.base}/eventframes/${view.ids.eventFrame(frame)}` } : {};
  }
  const element = plant.elements.findById(attribute.ownerId);
  return element ? { Element: `${view.base}/elements/${view.ids.element(element)}` } : {};
}

/** An event frame; `isAnnotated` comes from the notes clients left on it. */
export function presentEventFrame(
  plant: Plant,
  frame: EventFrame,
  isAnnotated: boolean,
  view: View,
) {
  const webId = view.ids.eventFrame(frame);
  const self = `${view.base}/eventframes/${webId}`;
  const elements = frame.elementIds.flatMap((id) => plant.elements.findById(id) ?? []);
  const [primary] = elements;
  return {
    WebId: webId,
    Id: frame.id,
    Name: frame.name,
    Description: frame.description,
    Path: frame.path,
    TemplateName: frame.templateName,
    HasChildren: false,
    CategoryNames: frame.categoryNames,
    ExtendedProperties: {},
    StartTime: formatInstant(frame.start),
    EndTime: formatInstant(frame.end),
    Severity: frame.severity,
    AcknowledgedBy: frame.acknowledgedBy,
    AcknowledgedDate: formatInstant(frame.acknowledgedAt ?? -Infinity),
    CanBeAcknowledged: frame.canBeAcknowledged,
    IsAcknowledged: frame.isAcknowledged,
    IsAnnotated: isAnnotated,
    IsLocked: false,
    AreValuesCaptured: frame.end !== Infinity,
    RefElementWebIds: elements.map((element) => view.ids.element(element)),
    Security: EVERYTHING_ALLOWED,
    Links: {
      Self: self,
      Attributes: `${self}/attributes`,
      EventFrames: `${self}/eventframes`,
      Database: databaseLink(plant, view),
      ReferencedElements: `${self}/referencedelements`,
      ...(primary
        ? { PrimaryReferencedElement: `${view.base}/elements/${view.ids.element(primary)}` }
        : {}),
      ...templateLink(plant, frame.templateName, view),
      Categories: `${self}/categories`,
      Annotations: `${self}/annotations`,
      ...streamLinks(view.base, 'streamsets', webId),
      ...securityLinks(self),
    },
  };
}

/** The rights of a caller; the demo server lets everyone who got in do everything. */
export const EVERYTHING_ALLOWED = {
  CanAnnotate: true,
  CanDelete: true,
  CanExecute: true,
  CanRead: true,
  CanReadData: true,
  CanSubscribe: true,
  CanSubscribeOthers: true,
  CanWrite: true,
  CanWriteData: true,
  HasAdmin: true,
  Rights: ['All'],
};

/** The link to the template of that name, when there is one. */
export function templateLink(plant: Plant, templateName: string, view: View) {
  const template = templateName === '' ? undefined : plant.templates.findByName(templateName);
  return template
    ? { Template: `${view.base}/elementtemplates/${view.ids.elementTemplate(template)}` }
    : {};
}

/** The link to the AF database. */
export function databaseLink(plant: Plant, view: View): string {
  return `${view.base}/assetdatabases/${view.ids.database(plant.database)}`;
}
