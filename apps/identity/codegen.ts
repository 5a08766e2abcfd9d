import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Viewer: '../account/account.ts#Account',
    Company: '../company/company-ref.ts#CompanyRef',
    RegisterCompanySuccess: '../company/register-company.ts#RegisterCompanySuccess as RegisterCompanySuccessValue',
    SignInSuccess: '../session/sign-in.ts#SignInSuccess as SignInSuccessValue',
  },
});
