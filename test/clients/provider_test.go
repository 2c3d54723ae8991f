// Package clients uses the provider as HashiCorp's testing library does. test/acceptance/hashicorp-testing.test.ts builds
// it, and runs it against an emulator.
package clients

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"
)

const address = "ehpc_job_completion.train"

// The library starts its Terraform without TF_REATTACH_PROVIDERS, so Terraform starts the provider itself.
func run(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	resource.Test(t, resource.TestCase{
		ExternalProviders: map[string]resource.ExternalProvider{"ehpc": {Source: "terraform.local/ehpc/ehpc"}},
		Steps:             steps,
	})
}

func job(kind, jobID, more string) string {
	return kind + ` "train" {
  cluster_id = "ehpc-hz-FYUr32abcd"
  job_id     = "` + jobID + `"
  ` + more + `
}
`
}

func succeeded(address string) []statecheck.StateCheck {
	return []statecheck.StateCheck{
		statecheck.ExpectKnownValue(address, tfjsonpath.New("phase"), knownvalue.StringExact("succeeded")),
	}
}

func TestLookup(t *testing.T) {
	run(t, resource.TestStep{
		Config:            job(`data "ehpc_job"`, "1.manager", ""),
		ConfigStateChecks: succeeded("data.ehpc_job.train"),
	})
}

func TestCompletionIsImportedWithoutAChange(t *testing.T) {
	run(t,
		resource.TestStep{
			Config:            job(`resource "ehpc_job_completion"`, "1.manager", ""),
			ConfigStateChecks: succeeded(address),
		},
		resource.TestStep{
			ResourceName:      address,
			ImportState:       true,
			ImportStateVerify: true,
			// Each call has its own.
			ImportStateVerifyIgnore: []string{"request_id"},
		},
		resource.TestStep{
			ResourceName:    address,
			ImportState:     true,
			ImportStateKind: resource.ImportBlockWithID,
		},
	)
}

func TestCompletionIsImportedByIdentityWithoutAChange(t *testing.T) {
	resource.Test(t, resource.TestCase{
		TerraformVersionChecks: []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		ExternalProviders:      map[string]resource.ExternalProvider{"ehpc": {Source: "terraform.local/ehpc/ehpc"}},
		Steps: []resource.TestStep{
			{Config: job(`resource "ehpc_job_completion"`, "1.manager", "")},
			{ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity},
		},
	})
}

// The service knows nothing of how long somebody has waited, and Terraform shows a provider no configuration when it
// imports. docs/compatibility.md says so.
func TestImportRecordsTheArgumentsOfTheWaitInPlace(t *testing.T) {
	run(t,
		resource.TestStep{Config: job(`resource "ehpc_job_completion"`, "1.manager", `timeout = "1h"`)},
		resource.TestStep{
			ResourceName:       address,
			ImportState:        true,
			ImportStateKind:    resource.ImportBlockWithID,
			ExpectNonEmptyPlan: true,
			ImportPlanChecks: resource.ImportPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
			}},
		},
		resource.TestStep{
			ResourceName:            address,
			ImportState:             true,
			ImportStateVerify:       true,
			ImportStateVerifyIgnore: []string{"request_id", "timeout"},
		},
	)
}

func TestFailedJobOpensNoGate(t *testing.T) {
	run(t, resource.TestStep{
		Config:      job(`resource "ehpc_job_completion"`, "2.manager", ""),
		ExpectError: regexp.MustCompile(`Job Failed`),
	})
}

func TestSubmittedJob(t *testing.T) {
	run(t, resource.TestStep{
		Config: `
resource "ehpc_job" "train" {
  cluster_id   = "ehpc-hz-FYUr32abcd"
  job_name     = "train"
  command_line = "/home/train.sh"
}

resource "ehpc_job_completion" "train" {
  cluster_id = ehpc_job.train.cluster_id
  job_id     = ehpc_job.train.job_id
}
`,
		ConfigStateChecks: succeeded(address),
	})
}

func TestFunction(t *testing.T) {
	resource.Test(t, resource.TestCase{
		TerraformVersionChecks: []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_8_0)},
		ExternalProviders:      map[string]resource.ExternalProvider{"ehpc": {Source: "terraform.local/ehpc/ehpc"}},
		Steps: []resource.TestStep{{
			Config: `output "phase" { value = provider::ehpc::job_phase("Completed") }`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownOutputValue("phase", knownvalue.StringExact("succeeded")),
			},
		}},
	})
}
