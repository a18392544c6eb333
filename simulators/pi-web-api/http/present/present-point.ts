import type { PiPoint, PointAttribute } from '../../plant/index.ts';
import { streamLinks, type View } from './view.ts';

/** A point with its keys in the order of recorded replies (reference section 4). */
export function presentPoint(point: PiPoint, view: View) {
  const webId = view.ids.point(point);
  const self = `${view.base}/points/${webId}`;
  return {
    WebId: webId,
    Id: point.id,
    Name: point.name,
    Path: point.path,
    Descriptor: point.descriptor,
    PointClass: point.pointClass,
    PointType: point.pointType,
    DigitalSetName: point.digitalSetName,
    EngineeringUnits: point.engineeringUnits,
    Span: point.span,
    Zero: point.zero,
    Step: point.step,
    Future: point.future,
    DisplayDigits: point.displayDigits,
    Links: {
      Self: self,
      DataServer: `${view.base}/dataservers/${view.ids.dataServer()}`,
      Attributes: `${self}/attributes`,
      ...streamLinks(view.base, 'streams', webId),
    },
  };
}

/** One configuration attribute of a point. */
export function presentPointAttribute(point: PiPoint, attribute: PointAttribute, view: View) {
  const owner = `${view.base}/points/${view.ids.point(point)}`;
  return {
    Name: attribute.name,
    Value: presentConfigurationValue(attribute.value),
    Links: { Self: `${owner}/attributes/${encodeURIComponent(attribute.name)}`, Point: owner },
  };
}

function presentConfigurationValue(value: PointAttribute['value']) {
  return typeof value === 'object'
    ? { Name: value.name, Value: value.value, IsSystem: value.isSystem }
    : value;
}
