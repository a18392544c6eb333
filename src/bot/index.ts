export { createBot, type Accepted, type Bot, type BotDeps } from './bot.ts';
export { createKnowledge, type KnowledgeBase } from './knowledge.ts';
export { createReplyWaiter, type Reply, type ReplyWaiter } from './reply-waiter.ts';
export { simulatorRoutes, type Receive, type SimulatorMessage } from './simulator.routes.ts';
