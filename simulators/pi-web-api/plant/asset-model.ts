import type { PointValue } from '../archive/model.ts';
import type { Instant } from '../time/instant.ts';
import type { Guid } from './point-model.ts';

export type AssetServer = {
  readonly id: Guid;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly serverVersion: string;
};

export type AssetDatabase = {
  readonly id: Guid;
  readonly name: string;
  readonly path: string;
  readonly description: string;
};

export type Category = {
  readonly id: Guid;
  readonly kind: 'element' | 'attribute' | 'table' | 'analysis';
  readonly name: string;
  readonly description: string;
  readonly path: string;
};

export type AfElement = {
  readonly id: Guid;
  readonly name: string;
  readonly description: string;
  readonly path: string;
  /** Empty when made without a template. */
  readonly templateName: string;
  readonly categoryNames: readonly string[];
  /** Absent for an element directly under the database. */
  readonly parentId: Guid | undefined;
  readonly hasChildren: boolean;
};

/** Who holds an attribute. */
export type AttributeOwner = 'element' | 'eventFrame';

export type AfAttribute = {
  readonly id: Guid;
  readonly ownerKind: AttributeOwner;
  readonly ownerId: Guid;
  /** Set for a child attribute (`Load|High limit`). */
  readonly parentId: Guid | undefined;
  readonly name: string;
  readonly description: string;
  readonly path: string;
  /** `Double`, `Single`, `Int32`, `String`, `Boolean`, `DateTime`, `EnumerationValue`. */
  readonly type: string;
  /** The enumeration set's name for `EnumerationValue`, else empty. */
  readonly typeQualifier: string;
  readonly defaultUnitsName: string;
  readonly defaultUnitsNameAbbreviation: string;
  readonly displayDigits: number;
  /** `PI Point`, or empty for a static value. */
  readonly dataReferencePlugIn: string;
  /** `\\DEMO-PI\TAG` for a PI point reference, else empty. */
  readonly configString: string;
  readonly pointId: number | undefined;
  readonly isConfigurationItem: boolean;
  readonly isExcluded: boolean;
  readonly isHidden: boolean;
  readonly isManualDataEntry: boolean;
  readonly hasChildren: boolean;
  readonly categoryNames: readonly string[];
  readonly step: boolean;
  /** `LimitHigh`, `Forecast` … or empty. */
  readonly traitName: string;
  readonly zero: number;
  readonly span: number;
};

export type AttributeTemplate = {
  readonly id: Guid;
  readonly templateId: Guid;
  readonly parentId: Guid | undefined;
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly type: string;
  readonly typeQualifier: string;
  readonly defaultUnitsName: string;
  readonly defaultUnitsNameAbbreviation: string;
  readonly defaultValue: PointValue;
  readonly dataReferencePlugIn: string;
  readonly configString: string;
  readonly isConfigurationItem: boolean;
  readonly isExcluded: boolean;
  readonly isHidden: boolean;
  readonly isManualDataEntry: boolean;
  readonly hasChildren: boolean;
  readonly categoryNames: readonly string[];
  readonly traitName: string;
};

export type ElementTemplate = {
  readonly id: Guid;
  readonly name: string;
  readonly description: string;
  readonly path: string;
  /** `Element` or `EventFrame`. */
  readonly instanceType: 'Element' | 'EventFrame';
  readonly baseTemplate: string;
  readonly allowElementToExtend: boolean;
  readonly canBeAcknowledged: boolean;
  readonly namingPattern: string;
  readonly severity: Severity;
  readonly categoryNames: readonly string[];
};

export type Severity = 'None' | 'Information' | 'Warning' | 'Minor' | 'Major' | 'Critical';

export type EventFrame = {
  readonly id: Guid;
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly templateName: string;
  readonly categoryNames: readonly string[];
  readonly start: Instant;
  /** `Infinity` while it lasts. */
  readonly end: Instant;
  readonly severity: Severity;
  readonly canBeAcknowledged: boolean;
  readonly isAcknowledged: boolean;
  readonly acknowledgedBy: string;
  readonly acknowledgedAt: Instant | undefined;
  /** The referenced elements, the primary one first. */
  readonly elementIds: readonly Guid[];
};

/** A unit of measure; `factor` and `offset` lead to the class's canonical unit: `canonical = value × factor + offset`. */
export type Unit = {
  readonly id: Guid;
  readonly name: string;
  readonly abbreviation: string;
  readonly className: string;
  readonly factor: number;
  readonly offset: number;
  readonly path: string;
};

export type UnitClass = {
  readonly id: Guid;
  readonly name: string;
  readonly canonicalUnit: string;
  readonly path: string;
};

export type NewElement = {
  readonly name: string;
  readonly description?: string | undefined;
  readonly templateName?: string | undefined;
  readonly categoryNames?: readonly string[] | undefined;
  readonly parentId?: Guid | undefined;
};
export type ElementChange = Partial<
  Pick<AfElement, 'name' | 'description' | 'templateName' | 'categoryNames'>
>;

export type NewAttribute = {
  readonly name: string;
  readonly ownerId: Guid;
  readonly parentId?: Guid | undefined;
} & Partial<
  Pick<
    AfAttribute,
    | 'description'
    | 'type'
    | 'typeQualifier'
    | 'defaultUnitsName'
    | 'displayDigits'
    | 'dataReferencePlugIn'
    | 'configString'
    | 'isConfigurationItem'
    | 'isExcluded'
    | 'isHidden'
    | 'isManualDataEntry'
    | 'categoryNames'
    | 'step'
    | 'traitName'
    | 'zero'
    | 'span'
  >
>;
export type AttributeChange = Partial<Omit<NewAttribute, 'ownerId' | 'parentId'>>;

export interface Elements {
  findById(id: Guid): AfElement | undefined;
  /** A full path, `\\DEMO-AF\Tanjung Sari\Unit 1\Boiler`, any case. */
  findByPath(path: string): AfElement | undefined;
  /** Children of an element, or with `undefined` the database's own; in the order they were made. */
  childrenOf(parentId: Guid | undefined): AfElement[];
  /** An element and everything under it, depth first; with `undefined` the whole database. */
  descendantsOf(parentId: Guid | undefined): AfElement[];
  create(element: NewElement): AfElement;
  update(id: Guid, change: ElementChange): AfElement;
  /** Also deletes what is under it. */
  delete(id: Guid): void;
}

export interface Attributes {
  /** Attributes of elements and of event frames. */
  findById(id: Guid): AfAttribute | undefined;
  /** `\\DEMO-AF\Tanjung Sari\Unit 1|Net load|High limit`, any case; event frames: `…\EventFrames[name]|Cause`. */
  findByPath(path: string): AfAttribute | undefined;
  /** Direct attributes of an element or event frame. */
  ofOwner(ownerId: Guid): AfAttribute[];
  /** Child attributes. */
  childrenOf(attributeId: Guid): AfAttribute[];
  create(attribute: NewAttribute): AfAttribute;
  update(id: Guid, change: AttributeChange): AfAttribute;
  delete(id: Guid): void;
}

export interface EventFrames {
  findById(id: Guid): EventFrame | undefined;
  /** `\\DEMO-AF\Tanjung Sari\EventFrames[name]`, any case. */
  findByPath(path: string): EventFrame | undefined;
  /** Every event frame that has started by now, oldest first. Searching and paging is the caller's. */
  list(): readonly EventFrame[];
  /** Acknowledges or renames; kept in memory. */
  update(
    id: Guid,
    change: {
      readonly name?: string;
      readonly description?: string;
      readonly isAcknowledged?: boolean;
    },
  ): EventFrame;
  delete(id: Guid): void;
}

export interface Templates {
  list(): readonly ElementTemplate[];
  findById(id: Guid): ElementTemplate | undefined;
  findByName(name: string): ElementTemplate | undefined;
  /** Every attribute template of an element template, children after their parents. */
  attributesOf(templateId: Guid): readonly AttributeTemplate[];
  findAttributeById(id: Guid): AttributeTemplate | undefined;
}

export interface UnitsOfMeasure {
  classes(): readonly UnitClass[];
  units(): readonly Unit[];
  /** By name or abbreviation; abbreviations are case-sensitive first, then any case. */
  find(nameOrAbbreviation: string): Unit | undefined;
  /** `undefined` when the two are of different classes (the server answers 409). */
  convert(value: number, from: Unit, to: Unit): number | undefined;
}
