import type { PointValue } from '../../archive/model.ts';
import type { ElementTemplate } from '../model.ts';

/** An attribute of a template: read from a PI point (`tag`), or a value of its own. */
export type AttributeRow = {
  readonly name: string;
  readonly description?: string;
  /** The point's name behind `\\DEMO-PI\`, with `%@Unit Number%` and `%@Letter%` to be filled in. */
  readonly tag?: string;
  readonly value?: PointValue;
  readonly type?: string;
  /** The enumeration set's name. */
  readonly typeQualifier?: string;
  readonly unitName?: string;
  readonly category?: string;
  readonly traitName?: string;
  readonly isConfigurationItem?: boolean;
  readonly isHidden?: boolean;
  readonly children?: readonly AttributeRow[];
};

export type TemplateRow = Pick<ElementTemplate, 'name' | 'description' | 'instanceType'> & {
  readonly category: string;
  readonly severity?: ElementTemplate['severity'];
  readonly canBeAcknowledged?: boolean;
  readonly namingPattern?: string;
  readonly attributes: readonly AttributeRow[];
};

const U = 'U%@Unit Number%_';
const M = `${U}MILL_%@Letter%_`;

function limit(name: string, value: number, unitName: string, traitName: string): AttributeRow {
  return { name, value, unitName, traitName, category: 'Limits', isConfigurationItem: true };
}

function measured(
  name: string,
  tag: string,
  unitName: string,
  children: readonly AttributeRow[] = [],
): AttributeRow {
  return { name, tag, unitName, category: 'Measurements', children };
}

const UNIT_NUMBER: AttributeRow = {
  name: 'Unit Number',
  value: '',
  type: 'String',
  category: 'Identification',
  isConfigurationItem: true,
};
const LETTER: AttributeRow = { ...UNIT_NUMBER, name: 'Letter' };
const FRAME_LOAD: AttributeRow = {
  name: 'Net Load',
  tag: `${U}LOAD_NET`,
  unitName: 'megawatt',
  category: 'Measurements',
};
const FRAME_FACTS: readonly AttributeRow[] = [
  { name: 'Cause', type: 'String', value: '', category: 'Event' },
  { name: 'Load Before', value: 0, unitName: 'megawatt', category: 'Event' },
  { name: 'Minimum Load', value: 0, unitName: 'megawatt', category: 'Event' },
  FRAME_LOAD,
];

/** The element and event frame templates of the database. */
export const TEMPLATE_TABLE: readonly TemplateRow[] = [
  {
    name: 'Unit',
    description: 'A generating unit',
    instanceType: 'Element',
    category: 'Generation',
    attributes: [
      UNIT_NUMBER,
      measured('Net Load', `${U}LOAD_NET`, 'megawatt', [
        limit('High Limit', 620, 'megawatt', 'LimitHi'),
        limit('Low Limit', 330, 'megawatt', 'LimitLo'),
        { name: 'Forecast', tag: `${U}LOAD_FCST`, unitName: 'megawatt', traitName: 'Forecast' },
      ]),
      measured('Gross Load', `${U}LOAD_GROSS`, 'megawatt'),
      measured('Load Set Point', `${U}LOAD_SP`, 'megawatt'),
      measured('Auxiliary Power', `${U}AUX_POWER`, 'megawatt'),
      {
        name: 'Mode',
        tag: `${U}MODE`,
        type: 'EnumerationValue',
        typeQualifier: 'Unit Mode',
        category: 'Status',
      },
      { name: 'Shift Note', tag: `${U}SHIFT_NOTE`, type: 'String', category: 'Status' },
      {
        name: 'Rated Capacity',
        value: 620,
        unitName: 'megawatt',
        category: 'Identification',
        isConfigurationItem: true,
      },
      {
        name: 'Manufacturer',
        value: 'Nusantara Boiler Works',
        type: 'String',
        category: 'Identification',
        isConfigurationItem: true,
      },
      {
        name: 'Commissioned',
        value: '2009-03-01T00:00:00Z',
        type: 'DateTime',
        category: 'Identification',
        isConfigurationItem: true,
      },
      {
        name: 'Fuel',
        value: 'Sub-bituminous coal',
        type: 'EnumerationValue',
        typeQualifier: 'Fuel',
        category: 'Identification',
        isConfigurationItem: true,
      },
      { name: 'Is Available', value: true, type: 'Boolean', category: 'Status', isHidden: true },
    ],
  },
  {
    name: 'Boiler',
    description: 'Drum boiler with natural circulation',
    instanceType: 'Element',
    category: 'Equipment',
    attributes: [
      UNIT_NUMBER,
      measured('Main Steam Pressure', `${U}MS_PRESS`, 'bar', [
        limit('High Limit', 178, 'bar', 'LimitHi'),
      ]),
      measured('Main Steam Temperature', `${U}MS_TEMP`, 'degree Celsius', [
        limit('High Limit', 545, 'degree Celsius', 'LimitHi'),
      ]),
      measured('Reheat Temperature', `${U}RH_TEMP`, 'degree Celsius'),
      measured('Main Steam Flow', `${U}MS_FLOW`, 'tonne per hour'),
      measured('Feed Water Flow', `${U}FW_FLOW`, 'tonne per hour'),
      measured('Drum Level', `${U}DRUM_LVL`, 'millimeter', [
        limit('High Limit', 150, 'millimeter', 'LimitHi'),
        limit('Low Limit', -150, 'millimeter', 'LimitLo'),
      ]),
      measured('Furnace Pressure', `${U}FURN_PRESS`, 'pascal'),
      measured('Oxygen', `${U}O2`, 'percent'),
      measured('Coal Flow', `${U}COAL_FLOW`, 'tonne per hour'),
    ],
  },
  {
    name: 'Turbine',
    description: 'Condensing steam turbine',
    instanceType: 'Element',
    category: 'Equipment',
    attributes: [
      UNIT_NUMBER,
      measured('Speed', `${U}TURB_SPEED`, 'revolution per minute'),
      measured('Condenser Vacuum', `${U}COND_VAC`, 'kilopascal'),
    ],
  },
  {
    name: 'Generator',
    description: 'Hydrogen-cooled generator',
    instanceType: 'Element',
    category: 'Equipment',
    attributes: [
      UNIT_NUMBER,
      measured('Frequency', `${U}FREQ`, 'hertz'),
      measured('Reactive Power', `${U}GEN_MVAR`, 'megavolt ampere reactive'),
      measured('Cold Hydrogen Temperature', `${U}GEN_H2_TEMP`, 'degree Celsius'),
    ],
  },
  {
    name: 'Mill',
    description: 'Vertical coal mill',
    instanceType: 'Element',
    category: 'Equipment',
    attributes: [
      UNIT_NUMBER,
      LETTER,
      {
        name: 'Status',
        tag: `${M}STATUS`,
        type: 'EnumerationValue',
        typeQualifier: 'Mill Status',
        category: 'Status',
      },
      measured('Coal Flow', `${M}COAL_FLOW`, 'tonne per hour'),
      measured('Motor Current', `${M}CURR`, 'ampere', [
        limit('High Limit', 92, 'ampere', 'LimitHi'),
      ]),
    ],
  },
  {
    name: 'Pump',
    description: 'Pump with bearing supervision',
    instanceType: 'Element',
    category: 'Equipment',
    attributes: [
      UNIT_NUMBER,
      LETTER,
      measured('Vibration', `${U}BFP_%@Letter%_VIB`, 'millimeter per second', [
        limit('High Limit', 4.5, 'millimeter per second', 'LimitHi'),
        limit('High High Limit', 7.1, 'millimeter per second', 'LimitHiHi'),
      ]),
    ],
  },
  {
    name: 'Fan Pair',
    description: 'Induced and forced draft fan of one side',
    instanceType: 'Element',
    category: 'Equipment',
    attributes: [
      UNIT_NUMBER,
      LETTER,
      measured('ID Fan Current', `${U}ID_FAN_%@Letter%_CURR`, 'ampere'),
      measured('FD Fan Current', `${U}FD_FAN_%@Letter%_CURR`, 'ampere'),
    ],
  },
  {
    name: 'Stack',
    description: 'Continuous emission monitoring',
    instanceType: 'Element',
    category: 'Environment',
    attributes: [
      UNIT_NUMBER,
      measured('SO2', `${U}STACK_SO2`, 'milligram per normal cubic meter', [
        limit('Permit Limit', 550, 'milligram per normal cubic meter', 'LimitHi'),
      ]),
      measured('NOx', `${U}STACK_NOX`, 'milligram per normal cubic meter'),
      measured('Dust', `${U}STACK_DUST`, 'milligram per normal cubic meter'),
    ],
  },
  {
    name: 'Unit Trip',
    description: 'A unit left the grid at once',
    instanceType: 'EventFrame',
    category: 'Trips',
    severity: 'Critical',
    canBeAcknowledged: true,
    namingPattern: '%ELEMENT% Trip %STARTTIME:yyyy-MM-dd HH:mm%',
    attributes: FRAME_FACTS,
  },
  {
    name: 'Planned Outage',
    description: 'A unit was taken off the grid as planned',
    instanceType: 'EventFrame',
    category: 'Outages',
    severity: 'Information',
    namingPattern: '%ELEMENT% Outage %STARTTIME:yyyy-MM-dd HH:mm%',
    attributes: FRAME_FACTS,
  },
  {
    name: 'Mill Trip',
    description: 'A mill fell out under load',
    instanceType: 'EventFrame',
    category: 'Trips',
    severity: 'Minor',
    canBeAcknowledged: true,
    namingPattern: '%ELEMENT% Trip %STARTTIME:yyyy-MM-dd HH:mm%',
    attributes: [...FRAME_FACTS, { name: 'Mill', type: 'String', value: '', category: 'Event' }],
  },
];

/** Enumeration sets of the AF database. */
export const ENUMERATION_TABLE: Readonly<Record<string, readonly string[]>> = {
  'Mill Status': ['Running', 'Stopped', 'Tripped', 'Maintenance'],
  'Unit Mode': ['Startup', 'Base Load', 'Load Following', 'Shutdown', 'Trip'],
  Fuel: ['Lignite', 'Sub-bituminous coal', 'Bituminous coal'],
};

/** Categories of the database by kind. */
export const CATEGORY_TABLE = {
  element: ['Generation', 'Equipment', 'Environment', 'Trips', 'Outages', 'Area'],
  attribute: ['Measurements', 'Status', 'Limits', 'Identification', 'Event'],
  table: ['Master Data'],
  analysis: ['Event Detection'],
} as const;
