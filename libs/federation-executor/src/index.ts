export {
  compileOperation,
  type ExecutionAnswer,
  type ExecutionRequest,
  type OperationToCompile,
  type Program,
} from './compile-operation.ts';
export type { Send, SubgraphAnswer, SubgraphRequest } from './subgraph-request.ts';
export { unsupportedReason, type UnsupportedReason } from './unsupported.ts';
