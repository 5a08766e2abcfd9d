export {
  compileOperation,
  type ExecutionAnswer,
  type ExecutionRequest,
  type OperationToCompile,
  type Program,
} from './compile-operation.ts';
export type { Send, SubgraphAnswer, SubgraphRequest } from './subgraph-request.ts';
export { unsupportedReason, type UnsupportedReason } from './unsupported.ts';
export { httpClient, type HttpClient, type HttpClientOptions, type HttpRequest, type ObservedRequest } from './http-client.ts';
export { httpFailureReason, type HttpFailureReason } from './http-failure.ts';
