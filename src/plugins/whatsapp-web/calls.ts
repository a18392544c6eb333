import type {
  DeliveryReport,
  IncomingMessage,
  IncomingReaction,
  LinkCode,
  OutgoingContent,
  OutgoingPart,
  StoreChange,
  TransportStatus,
} from '#sdk';
import type { WhatsappWebSettings } from './whatsapp-web.schema.ts';

/** What a new process is told first. */
export interface Beginning {
  readonly settings: WhatsappWebSettings;
  readonly serverUrl: string | undefined;
  /** How long a connection may take until messages can go by it. */
  readonly openWithinMs: number;
  /** The process before this one was connected but heard nothing. */
  readonly wasDeaf: boolean;
}

/** A part with its file read: a process cannot read what another one keeps. */
export interface CarriedPart extends Pick<OutgoingPart, 'key' | 'chat' | 'replyTo'> {
  readonly content:
    | Extract<OutgoingContent, { kind: 'text' | 'reaction' }>
    | {
        readonly kind: 'picture' | 'document';
        readonly bytes: Uint8Array;
        readonly mimeType: string;
        readonly fileName: string;
        readonly caption: string;
      };
}

/** What the process of a number does for Plantline. */
export type ChildCalls = {
  begin(beginning: Beginning): Promise<void>;
  send(part: CarriedPart): Promise<{ readonly providerId: string }>;
  acknowledge(id: string): Promise<void>;
  startLinking(phone: string | undefined): Promise<void>;
  endLinking(): Promise<void>;
  /** Ends what is at hand; the process then ends by itself. */
  stop(): Promise<void>;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What Plantline does for the process of a number. */
export type ParentCalls = {
  read(kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  list(kind: string): Promise<ReadonlyMap<string, string>>;
  write(changes: readonly StoreChange[]): Promise<void>;
  clear(kinds: readonly string[]): Promise<void>;
  keepMessage(message: IncomingMessage): Promise<void>;
  keepReaction(reaction: IncomingReaction): Promise<void>;
  reportDelivery(report: DeliveryReport): Promise<void>;
  showStatus(status: TransportStatus): Promise<void>;
  showCode(code: LinkCode): Promise<void>;
  log(level: LogLevel, details: object, message: string): Promise<void>;
  /** Comes every few seconds while all is well. */
  beat(memoryBytes: number): Promise<void>;
  /** Why it is about to end. */
  farewell(reason: 'deaf' | 'crash', message: string): Promise<void>;
};
