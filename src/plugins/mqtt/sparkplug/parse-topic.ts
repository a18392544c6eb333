export type SparkplugTopic = {
  readonly type: 'NBIRTH' | 'NDEATH' | 'DBIRTH' | 'DDEATH' | 'NDATA' | 'DDATA';
  readonly group: string;
  readonly node: string;
  /** Absent for the node's own messages. */
  readonly device?: string;
};

const OF_NODE = new Set(['NBIRTH', 'NDEATH', 'NDATA']);
const OF_DEVICE = new Set(['DBIRTH', 'DDEATH', 'DDATA']);

/** `spBv1.0/group/type/node[/device]`; undefined for anything else, commands and states among it. */
export function parseSparkplugTopic(topic: string): SparkplugTopic | undefined {
  const [namespace, group, type = '', node, device, ...more] = topic.split('/');
  if (namespace !== 'spBv1.0' || !group || !node || more.length > 0) return undefined;
  if (OF_NODE.has(type) && device === undefined) {
    return { type: type as SparkplugTopic['type'], group, node };
  }
  if (OF_DEVICE.has(type) && device) {
    return { type: type as SparkplugTopic['type'], group, node, device };
  }
  return undefined;
}
