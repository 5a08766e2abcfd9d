import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({ mappers: {} });
