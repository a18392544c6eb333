import type { AttributeTemplate, ElementTemplate, Templates, UnitsOfMeasure } from '../model.ts';
import { guidOf } from '../signals/random.ts';
import { TEMPLATE_TABLE } from './template-table.ts';
import type { AttributeRow } from './template-table.ts';

export const PI_POINT = 'PI Point';

/** The database's element and event frame templates with their attribute templates. */
export function createTemplates(options: {
  readonly seed: number;
  readonly databasePath: string;
  readonly dataServerPath: string;
  readonly units: UnitsOfMeasure;
}): Templates {
  const { seed, databasePath, dataServerPath, units } = options;
  const attributesOf = new Map<string, AttributeTemplate[]>();
  const list = TEMPLATE_TABLE.map((row): ElementTemplate => {
    const id = guidOf(seed, `template/${row.name}`);
    const path = `${databasePath}\\ElementTemplates[${row.name}]`;
    const attributes: AttributeTemplate[] = [];
    const add = (attribute: AttributeRow, parent: AttributeTemplate | undefined): void => {
      const attributePath = `${parent?.path ?? path}|${attribute.name}`;
      const unit = attribute.unitName === undefined ? undefined : units.find(attribute.unitName);
      const template: AttributeTemplate = {
        id: guidOf(seed, `attribute-template/${attributePath}`),
        templateId: id,
        parentId: parent?.id,
        name: attribute.name,
        description: attribute.description ?? '',
        path: attributePath,
        type: attribute.type ?? 'Single',
        typeQualifier: attribute.typeQualifier ?? '',
        defaultUnitsName: unit?.name ?? '',
        defaultUnitsNameAbbreviation: unit?.abbreviation ?? '',
        defaultValue: attribute.value ?? (attribute.type === 'String' ? '' : 0),
        dataReferencePlugIn: attribute.tag === undefined ? '' : PI_POINT,
        configString: attribute.tag === undefined ? '' : `${dataServerPath}\\${attribute.tag}`,
        isConfigurationItem: attribute.isConfigurationItem ?? false,
        isExcluded: false,
        isHidden: attribute.isHidden ?? false,
        isManualDataEntry: false,
        hasChildren: (attribute.children ?? []).length > 0,
        categoryNames: attribute.category === undefined ? [] : [attribute.category],
        traitName: attribute.traitName ?? '',
      };
      attributes.push(template);
      for (const child of attribute.children ?? []) add(child, template);
    };
    for (const attribute of row.attributes) add(attribute, undefined);
    attributesOf.set(id, attributes);
    return {
      id,
      name: row.name,
      description: row.description,
      path,
      instanceType: row.instanceType,
      baseTemplate: '',
      allowElementToExtend: true,
      canBeAcknowledged: row.canBeAcknowledged ?? false,
      namingPattern: row.namingPattern ?? '',
      severity: row.severity ?? 'None',
      categoryNames: [row.category],
    };
  });
  const byAttribute = new Map([...attributesOf.values()].flat().map((each) => [each.id, each]));
  return {
    list: () => list,
    findById: (id) => list.find((template) => template.id === id),
    findByName(name) {
      const key = name.toLowerCase();
      return list.find((template) => template.name.toLowerCase() === key);
    },
    attributesOf: (templateId) => attributesOf.get(templateId) ?? [],
    findAttributeById: (id) => byAttribute.get(id),
  };
}
