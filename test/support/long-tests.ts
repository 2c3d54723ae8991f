// Each acceptance test starts Terraform several times, on machines of any speed.
jest.setTimeout(180_000);
