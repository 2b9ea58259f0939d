return await EdgeNode.Appliance.Hosting.CommandLine.EdgeNodeCommandLine.RunAsync(args);
