import { formatInstant, instantFromMs } from '../../time/instant.ts';
import type { EventFrame } from '../../plant/index.ts';
import type { AnnotationText, StoredAnnotation } from '../annotation-store.ts';
import { fieldsOf, textField } from '../body.ts';
import { apiError } from '../errors.ts';
import { viewOf, type View } from '../present/view.ts';
import { findEventFrame } from '../resolve.ts';
import { get, param, write, type PiRequest, type PiRoute } from '../route.ts';
import type { World } from '../world.ts';

/** Notes on event frames, without attachments. */
export function annotationRoutes({ plant, annotations }: World): PiRoute[] {
  const path = '/eventframes/{webId}/annotations';
  return [
    get(path, (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      const view = viewOf(plant, request);
      return {
        Links: {},
        Items: annotations.list(frame.id).map((note) => presentAnnotation(frame, note, view)),
      };
    }),
    write('POST', path, (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      const note = annotations.add(frame.id, textOf(request), request.user);
      const { Links: links } = presentAnnotation(frame, note, viewOf(plant, request));
      return { status: 201, headers: { location: links.Self } };
    }),
    get(`${path}/{id}`, (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      return presentAnnotation(frame, findNote(frame, request), viewOf(plant, request));
    }),
    write('PATCH', `${path}/{id}`, (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      annotations.update(findNote(frame, request), textOf(request), request.user);
      return { status: 204 };
    }),
    write('DELETE', `${path}/{id}`, (request) => {
      const frame = findEventFrame(plant, param(request, 'webId'));
      annotations.remove(findNote(frame, request));
      return { status: 204 };
    }),
  ];

  function findNote(frame: EventFrame, request: PiRequest): StoredAnnotation {
    const found = annotations.find(frame.id, param(request, 'id'));
    if (!found) throw apiError(404, 'The specified annotation was not found.');
    return found;
  }
}

function presentAnnotation(frame: EventFrame, note: StoredAnnotation, view: View) {
  const owner = `${view.base}/eventframes/${view.ids.eventFrame(frame)}`;
  return {
    Id: note.id,
    Name: note.name,
    Description: note.description,
    Value: note.value,
    Creator: note.creator,
    CreationDate: formatInstant(instantFromMs(note.createdAtMs)),
    Modifier: note.modifier,
    ModifyDate: formatInstant(instantFromMs(note.modifiedAtMs)),
    Links: { Self: `${owner}/annotations/${note.id}`, Owner: owner },
  };
}

function textOf(request: PiRequest): AnnotationText {
  const fields = fieldsOf(request);
  return {
    name: textField(fields, 'Name'),
    description: textField(fields, 'Description'),
    value: fields.get('value') ?? undefined,
  };
}
