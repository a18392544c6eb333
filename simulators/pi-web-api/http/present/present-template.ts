import type {
  AttributeTemplate,
  ElementTemplate,
  Plant,
  Unit,
  UnitClass,
} from '../../plant/index.ts';
import { databaseLink } from './present-assets.ts';
import { presentPointValue } from './present-value.ts';
import { securityLinks, type View } from './view.ts';

/** A template of elements or of event frames. */
export function presentElementTemplate(plant: Plant, template: ElementTemplate, view: View) {
  const webId = view.ids.elementTemplate(template);
  const self = `${view.base}/elementtemplates/${webId}`;
  const base =
    template.baseTemplate === '' ? undefined : plant.templates.findByName(template.baseTemplate);
  return {
    WebId: webId,
    Id: template.id,
    Name: template.name,
    Description: template.description,
    Path: template.path,
    AllowElementToExtend: template.allowElementToExtend,
    BaseTemplate: template.baseTemplate,
    CanBeAcknowledged: template.canBeAcknowledged,
    CategoryNames: template.categoryNames,
    ExtendedProperties: {},
    InstanceType: template.instanceType,
    NamingPattern: template.namingPattern,
    Severity: template.severity,
    Links: {
      Self: self,
      AnalysisTemplates: `${self}/analysistemplates`,
      AttributeTemplates: `${self}/attributetemplates`,
      ...(base
        ? { BaseTemplate: `${view.base}/elementtemplates/${view.ids.elementTemplate(base)}` }
        : {}),
      BaseTemplates: `${self}/baseelementtemplates`,
      DerivedTemplates: `${self}/derivedelementtemplates`,
      Categories: `${self}/categories`,
      Database: databaseLink(plant, view),
      NotificationRuleTemplates: `${self}/notificationruletemplates`,
      ...securityLinks(self),
    },
  };
}

/** An attribute of a template. */
export function presentAttributeTemplate(plant: Plant, attribute: AttributeTemplate, view: View) {
  const webId = view.ids.attributeTemplate(attribute);
  const self = `${view.base}/attributetemplates/${webId}`;
  const owner = plant.templates.findById(attribute.templateId);
  const parent =
    attribute.parentId === undefined
      ? undefined
      : plant.templates.findAttributeById(attribute.parentId);
  return {
    WebId: webId,
    Id: attribute.id,
    Name: attribute.name,
    Description: attribute.description,
    Path: attribute.path,
    Type: attribute.type,
    TypeQualifier: attribute.typeQualifier,
    DefaultUnitsName: attribute.defaultUnitsName,
    DefaultUnitsNameAbbreviation: attribute.defaultUnitsNameAbbreviation,
    DefaultValue: presentPointValue(attribute.defaultValue),
    DataReferencePlugIn: attribute.dataReferencePlugIn,
    ConfigString: attribute.configString,
    IsConfigurationItem: attribute.isConfigurationItem,
    IsExcluded: attribute.isExcluded,
    IsHidden: attribute.isHidden,
    IsManualDataEntry: attribute.isManualDataEntry,
    HasChildren: attribute.hasChildren,
    CategoryNames: attribute.categoryNames,
    TraitName: attribute.traitName,
    Links: {
      Self: self,
      AttributeTemplates: `${self}/attributetemplates`,
      ElementTemplate: owner
        ? `${view.base}/elementtemplates/${view.ids.elementTemplate(owner)}`
        : '',
      ...(parent
        ? { Parent: `${view.base}/attributetemplates/${view.ids.attributeTemplate(parent)}` }
        : {}),
      Categories: `${self}/categories`,
    },
  };
}

/** A unit of measure. */
export function presentUnit(plant: Plant, unit: Unit, view: View) {
  const webId = view.ids.unit(unit);
  const unitClass = plant.units.classes().find((each) => each.name === unit.className);
  const reference = plant.units.find(unitClass?.canonicalUnit ?? '');
  return {
    WebId: webId,
    Id: unit.id,
    Name: unit.name,
    Abbreviation: unit.abbreviation,
    Description: '',
    Path: unit.path,
    Factor: unit.factor,
    Offset: unit.offset,
    ReferenceFactor: unit.factor,
    ReferenceOffset: unit.offset,
    ReferenceUnitAbbreviation: reference?.abbreviation ?? unit.abbreviation,
    Links: {
      Self: `${view.base}/units/${webId}`,
      Class: unitClass ? `${view.base}/unitclasses/${view.ids.unitClass(unitClass)}` : '',
      ...(reference && reference.id !== unit.id
        ? { ReferenceUnit: `${view.base}/units/${view.ids.unit(reference)}` }
        : {}),
    },
  };
}

/** A class of units that convert into one another. */
export function presentUnitClass(plant: Plant, unitClass: UnitClass, view: View) {
  const self = `${view.base}/unitclasses/${view.ids.unitClass(unitClass)}`;
  const canonical = plant.units.find(unitClass.canonicalUnit);
  return {
    WebId: view.ids.unitClass(unitClass),
    Id: unitClass.id,
    Name: unitClass.name,
    Description: '',
    CanonicalUnitName: canonical?.name ?? unitClass.canonicalUnit,
    CanonicalUnitAbbreviation: canonical?.abbreviation ?? '',
    Path: unitClass.path,
    Links: {
      Self: self,
      CanonicalUnit: `${self}/canonicalunit`,
      Units: `${self}/units`,
      AssetServer: `${view.base}/assetservers/${view.ids.assetServer()}`,
    },
  };
}
