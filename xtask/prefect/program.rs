//! Calls of a generated client to a Prefect server, which nobody here wrote: flows, runs, deployments, variables, filters, unions, and PATCH
//! with absent, null and other values. `cargo xtask prefect` starts the server and generates the client of the server's own document.
//!
//! All calls are made twice: with responses that only have to decode, and with responses that are validated.

use std::env;
use std::fmt::Debug;
use std::future::IntoFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use prefect_client::hooks::{CallSummary, Hook};
use prefect_client::serde_json::{self, Value, json};
use prefect_client::uuid::Uuid;
use prefect_client::{Client, Error, Validate};
use serde::de::DeserializeOwned;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The fewest calls.
const CALLS: usize = 60;

#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Hook for Counter {
    fn after_call(&self, _: &CallSummary<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let url = env::args().nth(1).ok_or("the URL of the API is missing")?;
    let counter = Counter::default();
    for (pass, is_strict) in [("lenient", false), ("strict", true)] {
        let client = Client::builder().base_url(&url).check_responses(is_strict).hook(counter.clone()).build()?;
        let run = Run { client: &client, pass, is_strict };
        run.variables().await.map_err(|error| format!("{pass}, variables: {error}"))?;
        run.pages().await.map_err(|error| format!("{pass}, pages: {error}"))?;
        run.flows().await.map_err(|error| format!("{pass}, flows: {error}"))?;
    }
    let calls = counter.0.load(Ordering::Relaxed);
    println!("{calls} calls, lenient and strict");
    if calls < CALLS { Err(format!("{CALLS} were to be made").into()) } else { Ok(()) }
}

/// The calls of one pass; what it creates is named after it.
struct Run<'a> {
    client: &'a Client,
    pass: &'static str,
    is_strict: bool,
}

impl Run<'_> {
    async fn variables(&self) -> Result<(), BoxError> {
        let client = self.client;
        equal(client.health_check_health_get().await?, true)?;
        client.server_version_version_get().await?;
        let name = format!("{}_variable", self.pass);
        let create = body(json!({"name": name, "value": {"a": [1, 2.5, null]}, "tags": ["x", "y"]}))?;
        let created = client.create_variable_variables_post(&create).await?;
        equal(&created.name, &name)?;
        status(client.create_variable_variables_post(&create), 409).await?;
        status(
            client
                .create_variable_variables_post(&body(json!({"name": "Not Allowed!", "value": 1}))?)
                .skip_validation(),
            422,
        )
        .await?;
        // Each variant of the union, by PATCH.
        for value in [json!("text"), json!(7), json!(2.5), json!(true), json!({"k": "v"}), json!([1, "a"])] {
            client.update_variable_by_name_variables_name_name_patch(&name, &body(json!({"value": value}))?).await?;
            let read = client.read_variable_by_name_variables_name_name_get(&name).await?;
            equal(serde_json::to_value(&read.value)?, value)?;
        }
        // An absent value stays, and null replaces it.
        client.update_variable_variables_id_patch(created.id, &body(json!({"tags": ["z"]}))?).await?;
        let read = client.read_variable_variables_id_get(created.id).await?;
        equal(serde_json::to_value((&read.value, &read.tags))?, json!([[1, "a"], ["z"]]))?;
        client.update_variable_variables_id_patch(created.id, &body(json!({"value": null}))?).await?;
        let read = client.read_variable_variables_id_get(created.id).await?;
        equal(serde_json::to_value(&read.value)?, Value::Null)?;
        let filter = body(json!({"variables": {"name": {"any_": [name]}, "tags": {"all_": ["z"]}}}))?;
        equal(client.read_variables_variables_filter_post(Some(&filter)).await?.len(), 1)?;
        let filter = body(json!({"variables": {"name": {"any_": [name]}}}))?;
        equal(client.count_variables_variables_count_post(Some(&filter)).await?, 1)?;
        client.delete_variable_by_name_variables_name_name_delete(&name).await?;
        status(client.read_variable_by_name_variables_name_name_get(&name), 404).await?;
        status(client.delete_variable_variables_id_delete(Uuid::from_u128(7)), 404).await?;
        Ok(())
    }

    async fn pages(&self) -> Result<(), BoxError> {
        let client = self.client;
        let prefix = format!("{}_page", self.pass);
        for number in 0..7 {
            let create = body(json!({"name": format!("{prefix}_{number}"), "value": number}))?;
            client.create_variable_variables_post(&create).await?;
            let create = body(json!({"name": format!("{prefix} {number}")}))?;
            self.created(|| client.create_flow_flows_post(&create)).await?;
        }
        for limit in [1, 3, 7, 8] {
            let filter = json!({"variables": {"name": {"like_": prefix}}, "sort": "NAME_ASC", "limit": limit});
            let filter = body(filter)?;
            let mut items = client.read_variables_variables_filter_post(Some(&filter)).items();
            let mut names = Vec::new();
            while let Some(variable) = items.next().await {
                names.push(variable?.name);
                // It goes on where it was.
                if names.len() == 4 {
                    let continuation = items.continuation().ok_or("there is more")?;
                    items = client.read_variables_variables_filter_post(Some(&filter)).items().resume(continuation);
                }
            }
            equal(names, (0..7).map(|number| format!("{prefix}_{number}")).collect())?;
        }
        let filter = json!({"flows": {"name": {"like_": format!("{prefix} ")}}, "sort": "NAME_ASC", "limit": 3});
        let filter = body(filter)?;
        let mut pages = client.paginate_flows_flows_paginate_post(Some(&filter)).pages();
        let mut sizes = Vec::new();
        while let Some(page) = pages.next().await {
            sizes.push(page?.results.len());
        }
        equal(sizes, vec![3, 3, 1])
    }

    async fn flows(&self) -> Result<(), BoxError> {
        let client = self.client;
        let name = format!("{} flow ü", self.pass);
        let create = body(json!({"name": name, "tags": ["a"], "labels": {"n": 1, "f": 1.5, "b": true, "s": "x"}}))?;
        let flow = self.created(|| client.create_flow_flows_post(&create)).await?;
        equal(client.read_flow_by_name_flows_name_name_get(&name).await?.id, flow.id)?;
        client.update_flow_flows_id_patch(flow.id, &body(json!({"tags": ["b", "c"]}))?).await?;
        let read = client.read_flow_flows_id_get(flow.id).await?;
        equal(serde_json::to_value(&read.tags)?, json!(["b", "c"]))?;
        status(client.read_flow_flows_id_get(Uuid::from_u128(7)), 404).await?;
        let filter = body(
            json!({"flows": {"operator": "and_", "name": {"any_": [name]}, "tags": {"all_": ["b"]}}, "sort": "NAME_ASC"}),
        )?;
        equal(client.read_flows_flows_filter_post(Some(&filter)).await?.len(), 1)?;
        equal(
            client.count_flows_flows_count_post(Some(&body(json!({"flows": {"id": {"any_": [flow.id]}}}))?)).await?,
            1,
        )?;
        let page = client.paginate_flows_flows_paginate_post(Some(&body(json!({"page": 1, "limit": 1}))?)).await?;
        equal(page.limit, 1)?;
        self.deployments(flow.id, &name).await?;
        self.runs(flow.id).await?;
        client.delete_flow_flows_id_delete(flow.id).await?;
        status(client.delete_flow_flows_id_delete(flow.id), 404).await
    }

    /// Makes a call that creates something, and again. Prefect responds with 201, and its document declares 200; the second call finds what the
    /// first one has created.
    async fn created<C, T, E>(&self, call: impl Fn() -> C) -> Result<T, BoxError>
    where
        C: IntoFuture<Output = Result<T, Error<E>>>,
        E: Debug + Send + Sync + 'static,
    {
        if self.is_strict {
            status(call(), 201).await?;
        } else {
            call().await?;
        }
        Ok(call().await?)
    }

    async fn deployments(&self, flow: Uuid, flow_name: &str) -> Result<(), BoxError> {
        let client = self.client;
        let create = body(json!({
            "name": "deployment", "flow_id": flow, "parameters": {"x": 1}, "tags": ["d"], "description": "first",
            "schedules": [
                {"active": false, "schedule": {"interval": 3600.0, "timezone": "UTC"}},
                {"active": false, "schedule": {"cron": "0 0 * * *", "timezone": "Europe/Berlin"}},
                {"active": false, "schedule": {"rrule": "FREQ=DAILY;COUNT=3"}},
            ],
        }))?;
        let deployment = self.created(|| client.create_deployment_deployments_post(&create)).await?;
        equal(deployment.schedules.as_ref().map(Vec::len), Some(3))?;
        let read = client.read_deployment_deployments_id_get(deployment.id).await?;
        let kinds = serde_json::to_value(&read.schedules)?;
        for kind in ["interval", "cron", "rrule"] {
            let is_there = kinds.as_array().is_some_and(|all| all.iter().any(|one| !one["schedule"][kind].is_null()));
            equal((kind, is_there), (kind, true))?;
        }
        for (change, expected) in [
            (json!({"description": "second"}), json!("second")),
            (json!({"tags": ["e"]}), json!("second")),
            (json!({"description": null}), Value::Null),
        ] {
            client.update_deployment_deployments_id_patch(deployment.id, &body(change)?).await?;
            let read = client.read_deployment_deployments_id_get(deployment.id).await?;
            equal(serde_json::to_value(&read)?["description"].clone(), expected)?;
        }
        equal(client.read_deployment_schedules_deployments_id_schedules_get(deployment.id).await?.len(), 3)?;
        client.pause_deployment_deployments_id_pause_deployment_post(deployment.id).await?;
        equal(client.read_deployment_deployments_id_get(deployment.id).await?.paused, Some(true))?;
        client.resume_deployment_deployments_id_resume_deployment_post(deployment.id).await?;
        let run = body(
            json!({"name": "of a deployment", "parameters": {"x": 2}, "idempotency_key": format!("{}-1", self.pass)}),
        )?;
        let create = || client.create_flow_run_from_deployment_deployments_id_create_flow_run_post(deployment.id, &run);
        let run = self.created(create).await?;
        equal(serde_json::to_value(&run)?["deployment_id"].clone(), json!(deployment.id))?;
        let filter = body(json!({"deployments": {"id": {"any_": [deployment.id]}}}))?;
        equal(client.count_deployments_deployments_count_post(Some(&filter)).await?, 1)?;
        let filter = body(json!({"flows": {"name": {"any_": [flow_name]}}}))?;
        equal(client.read_deployments_deployments_filter_post(Some(&filter)).await?.len(), 1)?;
        client.delete_deployment_deployments_id_delete(deployment.id).await?;
        status(client.read_deployment_deployments_id_get(deployment.id), 404).await
    }

    async fn runs(&self, flow: Uuid) -> Result<(), BoxError> {
        let client = self.client;
        let create = json!({"flow_id": flow, "name": "run", "parameters": {"a": {"b": [1]}}, "state": {"type": "PENDING"}, "tags": ["r"], "idempotency_key": format!("{}-2", self.pass)});
        let create = body(create)?;
        let run = self.created(|| client.create_flow_run_flow_runs_post(&create)).await?;
        for state in ["RUNNING", "COMPLETED"] {
            let state = body(json!({"state": {"type": state, "message": "m"}, "force": false}))?;
            let call = client.set_flow_run_state_flow_runs_id_set_state_post(run.id, &state);
            if self.is_strict {
                status(call, 201).await?;
            } else {
                equal(serde_json::to_value(call.await?)?["status"].clone(), json!("ACCEPT"))?;
            }
        }
        let read = client.read_flow_run_flow_runs_id_get(run.id).await?;
        equal(serde_json::to_value(&read)?["state_type"].clone(), json!("COMPLETED"))?;
        equal(client.read_flow_run_states_flow_run_states_get(run.id).await?.len(), 3)?;
        client.update_flow_run_flow_runs_id_patch(run.id, &body(json!({"name": "renamed"}))?).await?;
        let filter = body(json!({
            "flow_runs": {"name": {"like_": "rename"}, "state": {"type": {"any_": ["COMPLETED"]}}},
            "flows": {"id": {"any_": [flow]}},
        }))?;
        equal(client.read_flow_runs_flow_runs_filter_post(Some(&filter)).await?.len(), 1)?;
        equal(client.count_flow_runs_flow_runs_count_post(None).await? > 0, true)?;
        client.read_flow_run_graph_v2_flow_runs_id_graph_v2_get(run.id).await?;
        client.delete_flow_run_flow_runs_id_delete(run.id).await?;
        status(client.read_flow_run_flow_runs_id_get(run.id), 404).await
    }
}

/// Reads a request body of an operation.
fn body<T: Validate + DeserializeOwned>(value: Value) -> Result<T, BoxError> {
    Ok(serde_json::from_value(value)?)
}

fn equal<T: PartialEq + Debug>(actual: T, expected: T) -> Result<(), BoxError> {
    if actual == expected { Ok(()) } else { Err(format!("{actual:?}, expected {expected:?}").into()) }
}

/// Makes a call that fails with a status code, whether the document declares it or not.
async fn status<C, T, E>(call: C, expected: u16) -> Result<(), BoxError>
where
    C: IntoFuture<Output = Result<T, Error<E>>>,
{
    match call.await {
        Err(error) if error.status().map(|status| status.as_u16()) == Some(expected) => Ok(()),
        Err(error) => Err(format!("{error}, expected {expected}").into()),
        Ok(_) => Err(format!("no error, expected {expected}").into()),
    }
}
