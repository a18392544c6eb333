import type { Plant } from '../../plant/index.ts';
import type { WebIdType } from '../../webid/web-id.ts';
import { choiceOf, textOf } from '../query.ts';
import type { PiRequest } from '../route.ts';
import { createWebIds, type WebIds } from '../web-ids.ts';

/** How the caller wants to see things: where links lead, which WebIDs, what to add. */
export type View = {
  /** `http://host:port/piwebapi`. */
  readonly base: string;
  readonly ids: WebIds;
  /** Lower-case names given in `associations`. */
  readonly associations: ReadonlySet<string>;
};

const WEB_ID_TYPES: readonly WebIdType[] = [
  'Full',
  'IDOnly',
  'PathOnly',
  'LocalIDOnly',
  'DefaultIDOnly',
];

/** Reads `webIdType` and `associations`. */
export function viewOf(plant: Plant, request: PiRequest): View {
  const associations = (textOf(request.query, 'associations') ?? '').toLowerCase().split(';');
  return {
    base: request.baseUrl,
    ids: createWebIds(plant, choiceOf(request.query, 'webIdType', WEB_ID_TYPES, 'Full')),
    associations: new Set(associations.map((each) => each.trim())),
  };
}

/** The links of everything that has values, in the order real replies have them. */
export function streamLinks(base: string, controller: 'streams' | 'streamsets', webId: string) {
  const stream = `${base}/${controller}/${webId}`;
  return {
    InterpolatedData: `${stream}/interpolated`,
    RecordedData: `${stream}/recorded`,
    PlotData: `${stream}/plot`,
    SummaryData: `${stream}/summary`,
    Value: `${stream}/value`,
    EndValue: `${stream}/end`,
  };
}

/** The two links of everything that Windows security guards. */
export function securityLinks(self: string) {
  return { Security: `${self}/security`, SecurityEntries: `${self}/securityentries` };
}
