import { SYSTEM_STATES } from '../../archive/system-states.ts';
import type { DigitalState } from '../../archive/model.ts';
import { MILL_STATES } from '../signals/mills.ts';
import { UNIT_MODES } from '../signals/unit.ts';
import { guidOf } from '../signals/random.ts';
import type { EnumerationSet } from '../model.ts';

const SETS: Readonly<Record<string, readonly string[]>> = {
  MillStatus: MILL_STATES,
  UnitMode: UNIT_MODES,
  Modes: ['Manual', 'Auto', 'Cascade', 'Program', 'Prog-Auto'],
  BatchAct: ['Inactive', 'Active'],
  Phases: ['Phase1', 'Phase2', 'Phase3', 'Phase4', 'Phase5', 'Phase6', 'Phase7', 'Phase8'],
  OFF_ON: ['OFF', 'ON'],
  Valve: ['Closed', 'Open', 'Travelling', 'Fault'],
  Pump: ['Stopped', 'Running', 'Tripped'],
};

/** The digital state sets of the data server, the SYSTEM set first with number 0. */
export function createDigitalSets(seed: number, dataServerPath: string): EnumerationSet[] {
  const system = SYSTEM_STATES.map((state) => ({ name: state.name, value: state.value }));
  const own = Object.entries(SETS).map(([name, states]) => ({
    name,
    states: states.map((state, value) => ({ name: state, value })),
  }));
  const server = dataServerPath.replace(/^\\\\/, '');
  return [{ name: 'System', states: system }, ...own].map(({ name, states }, number) => {
    const path = `\\\\PIServers[${server}]\\EnumerationSets[${name}]`;
    return {
      id: guidOf(seed, `digital-set/${name}`),
      number,
      name,
      description: '',
      owner: 'dataServer',
      path,
      values: states.map((state) => ({
        ...state,
        isSystem: number === 0,
        id: guidOf(seed, `digital-state/${name}/${state.value}`),
        description: '',
        path: `${path}\\${state.name}`,
      })),
    };
  });
}

/** States by code, frozen and shared by all events of a point. */
export function digitalStates(setName: string): readonly DigitalState[] {
  let states = statesOfSet.get(setName);
  if (states === undefined) {
    states = (SETS[setName] ?? []).map((name, value) =>
      Object.freeze({ name, value, isSystem: false }),
    );
    statesOfSet.set(setName, states);
  }
  return states;
}

const statesOfSet = new Map<string, readonly DigitalState[]>();

/** The state of a code in a set of ours. */
export function digitalState(setName: string, code: number): DigitalState {
  const state = digitalStates(setName)[code];
  if (state === undefined) throw new Error(`${setName} has no state ${code}`);
  return state;
}
